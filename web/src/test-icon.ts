/** Stands for any icon in tests. */
export default '<svg><path d="M0 0h24v24H0z"/></svg>';
